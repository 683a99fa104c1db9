"""How fast does scikit-learn grow an unpruned classification tree?"""

import sklearn
from peer import serve
from sklearn.tree import DecisionTreeClassifier


def tree(data):
    points, labels = data.moons
    trees = data.config["rounds"]["peerTrees"]
    model = DecisionTreeClassifier(random_state=0)

    def work():
        for _ in range(trees):
            model.fit(points, labels)
        return trees

    return work, lambda: model.score(points, labels)


serve({"tree": tree}, {"scikit-learn": sklearn.__version__})
