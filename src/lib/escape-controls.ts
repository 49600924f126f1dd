/** Characters that control a terminal or change the order of text in it, and that JSON does not escape. */
const CONTROLS = /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

/**
 * Escapes them in a JSON text (`\uXXXX`), so that text from a client cannot control the terminal that shows the log.
 */
export function escapeControls(json: string): string {
  return json.replace(CONTROLS, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
