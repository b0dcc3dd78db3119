/** In grams. */
export const units = { g: 1, kg: 1000, ounce: 28.349523125, pound: 453.59237 };
