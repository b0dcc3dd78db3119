/** In millilitres. */
export const units = { ml: 1, cl: 10, l: 1000, cup: 236.5882365 };
