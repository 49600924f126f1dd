/** Finds the addresses in a text without markup, in one pass. */

export interface Address {
  start: number;
  end: number;
  href: string;
}

const BEGINS = /https?:\/\/|ftp:\/\/|(?<![\w.@:/-])www\.|@/gi;
/** The first character of a host, and the characters in the local part of a mail address. */
const HOST = /[\p{L}\p{N}-]/u;
const LOCAL = /[\w.+-]/;
/**
 * What no address has in it: spaces, angle brackets, quotation marks, an ellipsis, a long dash, and the brackets and the
 * punctuation of Chinese and Japanese. Letters of any script are part of addresses.
 */
const STOP =
  /[\s<>"“”„‟«»‹›…—―\u3001-\u3003\u3008-\u301f\uff01\uff02\uff08\uff09\uff0c\uff0e\uff1a\uff1b\uff1c\uff1e\uff1f\uff3b\uff3d\uff5b\uff5d\uff5f-\uff65]/;
/**
 * Punctuation that belongs to the sentence if it comes right after an address: that of every script, and what shows the
 * direction of a text. The brackets do if the address does not open them.
 */
const SENTENCE = /[?!.,:;*_'"~\|\)\]\}]|[[\p{P}\p{Cf}]--\p{ASCII}]/v;

/** Finds where addresses begin, in order. Where they end may depend on the text around them. */
export class Addresses {
  private readonly begins: { at: number; start: number; kind: string }[];
  private next = 0;
  private stop = -1;

  constructor(private readonly text: string) {
    const found = [...text.matchAll(BEGINS)].map(({ index, 0: sign }) => ({
      at: index,
      start: sign === "@" ? findLocal(text, index) : index,
      kind: sign.toLowerCase(),
    }));
    this.begins = found.filter(({ at, start, kind }) => kind !== "@" || start < at);
  }

  /** The index at or after `from` at which the next address may begin. */
  nextStart(from: number): number {
    while ((this.begins[this.next]?.start ?? Infinity) < from) this.next += 1;
    return this.begins[this.next]?.start ?? Infinity;
  }

  /**
   * The address that begins at `from`, or null.
   * @param isInBrackets whether it is inside square brackets; it then ends before the closing one
   */
  read(from: number, isInBrackets: boolean): Address | null {
    const begin = this.begins[this.next];
    if (begin?.start !== from) return null;
    this.next += 1;
    return begin.kind === "@" ? this.readMail(begin.at, from) : this.readWeb(begin, isInBrackets);
  }

  private readMail(at: number, start: number): Address | null {
    const { text } = this;
    const end = findDomainEnd(text, at + 1);
    if (end === null) return null;
    const words = text.slice(start, end);
    return { start, end, href: words.startsWith("mailto:") ? words : `mailto:${words}` };
  }

  private readWeb({ start, kind }: { start: number; kind: string }, isInBrackets: boolean) {
    const { text } = this;
    const host = start + kind.length;
    if (!HOST.test(text[host] ?? "")) return null;
    const bracket = isInBrackets ? text.indexOf("]", host) : -1;
    const whole = this.findStop(host);
    const end = trim(text, host, bracket < 0 ? whole : Math.min(bracket, whole));
    const words = text.slice(start, end);
    return { start, end, href: kind === "www." ? `http://${words}` : words };
  }

  /** The index of the next character that no address has. It is searched once for all addresses before it. */
  private findStop(from: number): number {
    if (this.stop < from) {
      const ahead = this.text.slice(from).search(STOP);
      this.stop = ahead < 0 ? this.text.length : from + ahead;
    }
    return this.stop;
  }
}

function findLocal(text: string, at: number): number {
  let start = at;
  while (start > 0 && LOCAL.test(text[start - 1] ?? "")) start -= 1;
  // Underscores in front are emphasis, not the start of a name.
  while (start < at && text[start] === "_") start += 1;
  const scheme = start - "mailto:".length;
  const isMail = scheme >= 0 && text.startsWith("mailto:", scheme);
  return isMail && start < at && !/[a-z\d]/i.test(text[scheme - 1] ?? "") ? scheme : start;
}

/**
 * The end of a domain: at least two words with dots between them. Each word after the first ends in a letter or digit.
 */
function findDomainEnd(text: string, start: number): number | null {
  let end: number | null = null;
  for (let at = start, words = 0; ; words++) {
    const begin = at;
    while (/[\w-]/.test(text[at] ?? "")) at += 1;
    let last = at;
    // Underscores at the end may close emphasis.
    while (last > begin && text[last - 1] === "_") last -= 1;
    if (last === begin || (words > 0 && !/[a-z\d]/i.test(text[last - 1] ?? ""))) return end;
    if (words > 0) end = last;
    if (last < at || text[at] !== ".") return end;
    at += 1;
  }
}

/** The end of an address, at most `end`. It excludes the punctuation of the sentence around it. */
function trim(text: string, host: number, end: number): number {
  let last = end;
  let inPairs = host;
  for (let at = text.indexOf("(", host); at >= 0 && at < end; at = text.indexOf("(", inPairs)) {
    const close = text.indexOf(")", at);
    if (close < 0 || close >= end) {
      last = at;
      break;
    }
    inPairs = close + 1;
  }
  const paired = listPaired(text.slice(host, end));
  while (last > inPairs && SENTENCE.test(text[last - 1] ?? "")) {
    if (paired.includes(text[last - 1] ?? "")) break;
    last = dropLast(text, last);
  }
  return last;
}

/** The closing brackets that an address opens itself, besides the parentheses. */
function listPaired(address: string): string {
  return (address.includes("[") ? "]" : "") + (address.includes("{") ? "}" : "");
}

/** Cuts off one character at the end, or a whole HTML entity such as `&amp;`. */
function dropLast(text: string, end: number): number {
  if (text[end - 1] !== ";") return end - 1;
  let at = end - 1;
  while (/[a-z\d]/i.test(text[at - 1] ?? "")) at -= 1;
  return at < end - 1 && text[at - 1] === "&" ? at - 1 : end - 1;
}
