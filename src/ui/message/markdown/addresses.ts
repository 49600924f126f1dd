/** Addresses that stand in a text without any markup, found in one pass. */

export interface Address {
  start: number;
  end: number;
  href: string;
}

const BEGINS = /https?:\/\/|ftp:\/\/|(?<![^\s*_~(])www\.|@/gi;
/** A host begins with one of these, and a local part is made of those. */
const HOST = /[a-z\d-]/i;
const LOCAL = /[\w.+-]/;
/** What a sentence would put behind an address. */
const SENTENCE = /[?!.,:;*_'"~)]/;

/** Where addresses begin, in order; where they end may depend on what stands around them. */
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

  /** Where the next address may begin, from a place on. */
  nextStart(from: number): number {
    while ((this.begins[this.next]?.start ?? Infinity) < from) this.next += 1;
    return this.begins[this.next]?.start ?? Infinity;
  }

  /**
   * The address that begins here, if one does.
   * @param isInBrackets it stands in square brackets, which it does not reach over
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

  /** The next space or angle bracket, looked for once for all addresses before it. */
  private findStop(from: number): number {
    if (this.stop < from) {
      const ahead = this.text.slice(from).search(/[\s<]/);
      this.stop = ahead < 0 ? this.text.length : from + ahead;
    }
    return this.stop;
  }
}

function findLocal(text: string, at: number): number {
  let start = at;
  while (start > 0 && LOCAL.test(text[start - 1] ?? "")) start -= 1;
  // A line under words is emphasis rather than the beginning of a name.
  while (start < at && text[start] === "_") start += 1;
  const scheme = start - "mailto:".length;
  const isMail = scheme >= 0 && text.startsWith("mailto:", scheme);
  return isMail && start < at && !/[a-z\d]/i.test(text[scheme - 1] ?? "") ? scheme : start;
}

/** Words between dots, each ending in a letter or digit; at least two. */
function findDomainEnd(text: string, start: number): number | null {
  let end: number | null = null;
  for (let at = start, words = 0; ; words++) {
    const begin = at;
    while (/[\w-]/.test(text[at] ?? "")) at += 1;
    let last = at;
    // Emphasis may end behind it.
    while (last > begin && text[last - 1] === "_") last -= 1;
    if (last === begin || (words > 0 && !/[a-z\d]/i.test(text[last - 1] ?? ""))) return end;
    if (words > 0) end = last;
    if (last < at || text[at] !== ".") return end;
    at += 1;
  }
}

/** Where an address ends that goes up to `end` at the most: in front of what belongs to the sentence. */
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
  while (last > inPairs && SENTENCE.test(text[last - 1] ?? "")) last = dropLast(text, last);
  return last;
}

/** An entity behind an address is none of it, nor is the end of a sentence. */
function dropLast(text: string, end: number): number {
  if (text[end - 1] !== ";") return end - 1;
  let at = end - 1;
  while (/[a-z\d]/i.test(text[at - 1] ?? "")) at -= 1;
  return at < end - 1 && text[at - 1] === "&" ? at - 1 : end - 1;
}
