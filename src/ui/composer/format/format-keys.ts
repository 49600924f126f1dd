import { isApple, readLetter } from "@/ui/switcher/keys";
import { replaceText } from "../replace-text";
import type { Format } from "./format-text";

const KEYS: Partial<Record<string, Format>> = { b: "bold", i: "italic", e: "code" };

/** Changes the selected words by a key, such as Control + B. @returns whether the key was one */
export function pressFormatKey(event: KeyboardEvent, field: HTMLTextAreaElement): boolean {
  const isControl = isApple() ? event.metaKey && !event.ctrlKey : event.ctrlKey && !event.metaKey;
  if (!isControl || event.altKey) return false;
  const letter = readLetter(event);
  const format = event.shiftKey ? (letter === "x" ? "strike" : undefined) : KEYS[letter];
  if (!format) return false;
  void applyFormat(field, format);
  return true;
}

/** The script about formats is loaded with the first of them. Without it, the words stay as they are. */
export async function applyFormat(field: HTMLTextAreaElement, format: Format): Promise<void> {
  const { formatText } = await import("./format-text");
  formatText(field, format);
}

/** Makes a link of the selected words if an address is pasted over them. @returns whether it was one */
export function pasteAddress(field: HTMLTextAreaElement, pasted: string): boolean {
  const { value, selectionStart: start, selectionEnd: end } = field;
  const words = value.slice(start, end).trim();
  const address = pasted.trim();
  const isAddress = /^https?:\/\/\S+$/i.test(address);
  if (!isAddress || words === "" || /\n|:\/\//.test(words)) return false;
  import("./format-text").then(
    ({ linkTo }) => linkTo(field, address),
    () => replaceText(field, start, end, address),
  );
  return true;
}
