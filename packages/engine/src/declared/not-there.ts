/** The SQLSTATE of a file that ended well without what it declares. A code of our own: no server has a word for it. */
export const NOT_THERE = 'PB001';
