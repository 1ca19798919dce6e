/** A valid script, the same for the same seed. */
export declare function randomScript(seed: number, options?: { readonly statements?: number }): string;
/** One valid statement as its tokens. */
export declare function randomTokens(seed: number): readonly string[];
