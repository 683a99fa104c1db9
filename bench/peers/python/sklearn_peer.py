"""How fast does scikit-learn grow an unpruned tree, on moons and on MNIST, on hard labels and on soft ones?"""

import numpy as np
import sklearn
from peer import serve
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor


def contestant(model, features, targets, trees, check):
    model.fit(features[:1000], targets[:1000])  # warms up

    def work():
        for _ in range(trees):
            model.fit(features, targets)
        return trees

    return work, lambda: check(model), lambda: model.get_n_leaves()


def classification(features, labels, trees):
    model = DecisionTreeClassifier(random_state=0)
    return contestant(model, features, labels, trees, lambda fitted: fitted.score(features, labels))


def moons_tree(data):
    return classification(*data.moons, data.config["rounds"]["moonsTrees"])


def mnist_tree(data):
    count = data.config["rounds"]["treeImages"]
    return classification(data.pixels[:count], data.labels[:count], 1)


def mnist_soft_tree(data):
    count = data.config["rounds"]["treeImages"]
    features, targets = data.pixels[:count], data.soft_targets[:count]
    model = DecisionTreeRegressor(random_state=0)
    return contestant(
        model, features, targets, 1, lambda fitted: np.abs(fitted.predict(features) - targets).mean() / 32_767
    )


contestants = {"moons-tree": moons_tree, "mnist-tree": mnist_tree, "mnist-soft-tree": mnist_soft_tree}
serve(contestants, {"scikit-learn": sklearn.__version__}, warm_up_rounds=0)
