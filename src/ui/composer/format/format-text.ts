import { replaceText } from "../replace-text";

export type Format = keyof typeof FORMATS;

/** Puts Markdown around the selected words or lines of a field, or takes it away. The browser can undo each of them. */
export function formatText(field: HTMLTextAreaElement, format: Format): void {
  FORMATS[format](field);
}

const FORMATS = {
  bold: (field: HTMLTextAreaElement) => wrap(field, "**"),
  italic: (field: HTMLTextAreaElement) => wrap(field, "_"),
  strike: (field: HTMLTextAreaElement) => wrap(field, "~~"),
  code: (field: HTMLTextAreaElement) =>
    readSelection(field).words.includes("\n") ? fence(field) : wrap(field, "`"),
  fence,
  link,
  bullets: (field: HTMLTextAreaElement) => prefixLines(field, /^[-*+] /, () => "- "),
  numbers: (field: HTMLTextAreaElement) =>
    prefixLines(field, /^\d{1,9}[.)] /, (index) => `${index + 1}. `),
  quote: (field: HTMLTextAreaElement) => prefixLines(field, /^> ?/, () => "> "),
};

/** Makes the selected words a link to an address. */
export function linkTo(field: HTMLTextAreaElement, address: string): void {
  const { start, end, words } = readSelection(field);
  replaceText(field, start, end, `[${escapeWords(words)}](${escapeAddress(address)})`);
}

function wrap(field: HTMLTextAreaElement, mark: string): void {
  const { value } = field;
  const { start, end, words } = readSelection(field);
  const isAround = value.slice(start - mark.length, start) === mark && value.startsWith(mark, end);
  if (isAround && words === "")
    return replaceText(field, start - mark.length, end + mark.length, "");
  if (words === "" && value.startsWith(mark, end)) return leave(field, end + mark.length);
  if (isAround) return put(field, start - mark.length, end + mark.length, words, 0);
  const isInside =
    words.startsWith(mark) && words.endsWith(mark) && words.length >= 2 * mark.length;
  if (isInside) return put(field, start, end, words.slice(mark.length, -mark.length), 0);
  // Emphasis does not go on over an empty line.
  const lines = words.split("\n");
  if (lines.length === 1) return put(field, start, end, `${mark}${words}${mark}`, mark.length);
  const marked = lines.map((line) => (line.trim() === "" ? line : `${mark}${line}${mark}`));
  put(field, start, end, marked.join("\n"), 0);
}

function fence(field: HTMLTextAreaElement): void {
  const { start, end } = readLines(field);
  put(field, start, end, `\`\`\`\n${field.value.slice(start, end)}\n\`\`\``, 4);
}

function link(field: HTMLTextAreaElement): void {
  const { start, end, words } = readSelection(field);
  const address = "https://";
  replaceText(field, start, end, `[${escapeWords(words)}](${address})`);
  const at = words === "" ? start + 1 : field.selectionEnd - 1 - address.length;
  field.setSelectionRange(at, words === "" ? at : at + address.length);
}

/** Puts a mark before each selected line, or takes it away if all have one. */
function prefixLines(
  field: HTMLTextAreaElement,
  known: RegExp,
  prefix: (index: number) => string,
): void {
  const { start, end } = readLines(field);
  const lines = field.value.slice(start, end).split("\n");
  const isMarked = lines.every((line) => known.test(line));
  const changed = lines.map((line, index) =>
    isMarked ? line.replace(known, "") : `${prefix(index)}${line}`,
  );
  replaceText(field, start, end, changed.join("\n"));
}

/** Replaces a part, and selects what was put there, without the marks at its ends. */
function put(field: HTMLTextAreaElement, start: number, end: number, text: string, mark: number) {
  replaceText(field, start, end, text);
  field.setSelectionRange(start + mark, start + text.length - mark);
}

function leave(field: HTMLTextAreaElement, at: number): void {
  field.focus();
  field.setSelectionRange(at, at);
}

/** The selected words, without the spaces at their ends: markup does not begin or end with a space. */
function readSelection({ value, selectionStart, selectionEnd }: HTMLTextAreaElement) {
  const selected = value.slice(selectionStart, selectionEnd);
  const words = selected.trim();
  const start = selectionStart + (words === "" ? 0 : selected.indexOf(words));
  return { start, end: start + words.length, words };
}

function readLines({ value, selectionStart, selectionEnd }: HTMLTextAreaElement) {
  const start = value.lastIndexOf("\n", selectionStart - 1) + 1;
  const after = value.indexOf("\n", selectionEnd);
  return { start, end: after < 0 ? value.length : after };
}

const escapeWords = (words: string) => words.replace(/[[\]\\]/g, "\\$&");
const escapeAddress = (address: string) => address.replaceAll("(", "%28").replaceAll(")", "%29");
