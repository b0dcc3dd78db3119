/** Ids of comments are `<item>~<key>`; what is brought in keeps its key, so that it comes in once. */
export const COMMENT_KEY = /~([a-z0-9]{1,32})$/;
