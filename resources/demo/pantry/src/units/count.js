export const units = { piece: 1, pair: 2, dozen: 12 };
