/** What a terminal obeys, or shows in another order than it stands, and JSON lets through as it is. */
const OBEYED = /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

/** Writes them in a JSON text by their numbers: whoever reads the log in a terminal reads it, and nothing more. */
export function escapeControls(json: string): string {
  return json.replace(OBEYED, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
