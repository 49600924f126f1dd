import { resolveEmphasis, type Piece } from "./emphasis";
import type { Inline } from "./nodes";
import { dropEscapes } from "./read-line";

const LINKS = new Set(["http:", "https:", "mailto:"]);

/** An address in angle brackets. */
export const ANGLED =
  /<(?:([a-z][a-z\d+.-]{1,31}:[^\s<>]*)|([\w.!#$%&'*+/=?^`{|}~-]+@[a-z\d.-]+))>/iy;

/** Only web and mail addresses become links. Any other address stays text. */
export function toLink(href: string, raw: string, parts: Inline[]): Inline {
  if (!URL.canParse(href)) return { kind: "text", text: raw };
  const url = new URL(href);
  return LINKS.has(url.protocol)
    ? { kind: "link", href: url.href, parts }
    : { kind: "text", text: raw };
}

/** What is shown of a link between its brackets: another link there is plain text. */
export function toLabel(pieces: Piece[]): Inline[] {
  return resolveEmphasis(pieces).flatMap(withoutLinks);
}

function withoutLinks(part: Inline): Inline[] {
  if (part.kind === "link") return part.parts.flatMap(withoutLinks);
  return "parts" in part ? [{ ...part, parts: part.parts.flatMap(withoutLinks) }] : [part];
}

/** What is shown of an image. None is loaded: a message must not make its readers send requests elsewhere. */
export function toImageLabel(raw: string, href: string): Inline[] {
  return [{ kind: "text", text: dropEscapes(raw) || href }];
}
