/**
 * The letter of a key. Where the layout has no Latin letters, it is the one that stands at the key's place on a Latin
 * keyboard.
 */
export function readLetter({ key, code }: Pick<KeyboardEvent, "key" | "code">): string {
  const isLatin = /^[\0-\x7f\p{sc=Latn}]*$/u.test(key);
  return (isLatin ? key : code.replace(/^Key/, "")).toLowerCase();
}

/** Whether this device uses the command key where others use the control key. */
export function isApple(): boolean {
  return /mac|iphone|ipad/i.test(navigator.platform);
}
