/**
 * Under this name stands, in place of a gate, that submodules of a commit could not be checked out. It comes before all gates, and no
 * project can have one of that name.
 */
export const SUBMODULES = "(submodules)";
