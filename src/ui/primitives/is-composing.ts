interface ComposedKey {
  isComposing: boolean;
  keyCode: number;
}

/**
 * Whether a key belongs to an input method, which has not finished a word. The Enter that takes a word must not send,
 * pick or save anything. Safari ends the composition before that key: there only the key code tells.
 */
export function isComposing(event: ComposedKey | { nativeEvent: ComposedKey }): boolean {
  const key = "nativeEvent" in event ? event.nativeEvent : event;
  return key.isComposing || key.keyCode === 229;
}
