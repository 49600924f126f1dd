import { UNSEEN } from "./fold-text";

/**
 * Two names with the same key are the same name: they differ at most in case, width, normalisation, the number of their
 * spaces, and what is not seen. Accents count, unlike in a search: Büro and Buro may both exist.
 */
export function nameKey(name: string): string {
  const plain = name.normalize("NFKC").replace(UNSEEN, "").toLowerCase();
  // `İ` in lower case is `i` with a dot above.
  return plain
    .replace(/i\u0307/g, "i")
    .replace(/\s+/gu, " ")
    .trim()
    .normalize("NFC");
}
