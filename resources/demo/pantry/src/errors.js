/** Something the user can put right; its message is all they see. */
export class UserError extends Error {}
