// The set-up scripts are JavaScript, checked by their own JSDoc: they run before the compiler is installed.
declare module "*.mjs";
