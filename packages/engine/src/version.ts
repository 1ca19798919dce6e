/** The version of this package, as its manifest says; a test holds the two together. */
export const version = '0.1.0';
