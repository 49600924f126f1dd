import { AppError, invalid } from "@/core/errors";

/** More than anybody writes in a channel within a day, and more people than one server is for. */
const MAX_ITEMS = 100_000;
/** Enough for a channel with tens of thousands of members, and far more than a message with its attachments. */
const LONGEST_ITEM = 1024 * 1024;

const BYTE_ORDER_MARK = Buffer.from("\ufeff");
const [QUOTE, ESCAPE, COMMA] = [...Buffer.from('"\\,')] as [number, number, number];
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [...Buffer.from("[]{}")] as [
  number,
  number,
  number,
  number,
];

/**
 * Cuts the bytes of a JSON list into its items, so that each is parsed separately: parsing a whole file at once would
 * block everybody. It does not check whether an item is valid JSON.
 */
export class ListSplitter {
  #depth = 0;
  #inText = false;
  #escaped = false;
  #count = 0;
  #held: Buffer[] = [];
  #size = 0;
  #closed = false;
  /** How many bytes of a byte order mark may still come. */
  #mark = BYTE_ORDER_MARK.length;

  /** @throws AppError VALIDATION (no list), TOO_LARGE; SyntaxError */
  *take(part: Buffer): Generator<string> {
    let start = 0;
    for (let i = 0; i < part.length; i++) {
      const byte = part[i] as number;
      if (this.#inText) this.#readText(byte);
      else if (this.#depth === 0) {
        if (this.#open(byte)) start = i + 1;
      } else if (this.#ends(byte)) {
        this.#hold(part.subarray(start, i));
        start = i + 1;
        yield* this.#finish(byte);
      }
    }
    if (this.#depth > 0) this.#hold(part.subarray(start));
  }

  /** @throws SyntaxError when the list has no end */
  end(): void {
    if (!this.#closed) throw new SyntaxError("the list has no end");
  }

  #readText(byte: number): void {
    if (this.#escaped) this.#escaped = false;
    else if (byte === ESCAPE) this.#escaped = true;
    else if (byte === QUOTE) this.#inText = false;
  }

  #open(byte: number): boolean {
    if (this.#isOfMark(byte) || isBlank(byte)) return false;
    if (this.#closed) throw new SyntaxError("something comes after the list");
    if (byte !== OPEN_LIST) throw noList();
    this.#depth = 1;
    return true;
  }

  /** Some editors put a byte order mark at the start. */
  #isOfMark(byte: number): boolean {
    const isNext = this.#mark > 0 && byte === BYTE_ORDER_MARK.at(-this.#mark);
    this.#mark = isNext ? this.#mark - 1 : 0;
    return isNext;
  }

  /** Whether an item ends with this byte. */
  #ends(byte: number): boolean {
    if (byte === QUOTE) this.#inText = true;
    else if (byte === COMMA) return this.#depth === 1;
    else if (byte === OPEN_LIST || byte === OPEN_OBJECT) this.#depth += 1;
    else if (byte === CLOSE_LIST || byte === CLOSE_OBJECT) this.#depth -= 1;
    return this.#depth === 0;
  }

  #hold(bytes: Buffer): void {
    this.#size += bytes.length;
    if (this.#size > LONGEST_ITEM) throw tooLarge("an entry of more than 1 MB");
    if (bytes.length > 0) this.#held.push(bytes);
  }

  *#finish(last: number): Generator<string> {
    if (last === CLOSE_OBJECT) throw new SyntaxError("a list that ends as an object");
    this.#closed = last === CLOSE_LIST;
    const text = Buffer.concat(this.#held).toString();
    this.#held = [];
    this.#size = 0;
    if (this.#closed && this.#count === 0 && text.trim() === "") return;
    this.#count += 1;
    if (this.#count > MAX_ITEMS) throw tooLarge(`a list of more than ${MAX_ITEMS} entries`);
    yield text;
  }
}

const isBlank = (byte: number) => byte === 0x20 || (byte >= 0x09 && byte <= 0x0d);

const noList = () =>
  invalid("", "A file in this ZIP is not what Slack exports. Export from Slack once more.");

export function tooLarge(what: string): AppError {
  return new AppError("TOO_LARGE", `This export has ${what} in it and is not taken.`);
}
