import { describe, expect, it } from "vitest";
import { lockGuestInput } from "@/lib/inputs/guests";
import { auditQuery } from "@/lib/inputs/record";
import { accountInput } from "@/lib/inputs/workspace";
import { newChannelInput, newMessageInput, searchQuery } from "@/lib/inputs/chat";
import { cleanName } from "@/core/files/clean-name";
import { writeWords } from "@/core/messages/message-words";
import { parseSearch } from "@/core/messages/parse-search";
import { convertText } from "@/import/slack/convert-text";
import { serializeError } from "@/lib/log-errors";
import { mentionPlaces, mentionsIn } from "@/lib/markdown/mentions";
import { describeMessage } from "@/lib/notification-text";
import { isSerialisedOrigin } from "@/lib/origins";
import { isPushEndpoint } from "@/lib/push-services";
import { readSessionToken } from "@/lib/session-cookie";
import { messageBody } from "@/lib/socket-events";
import { resolveAddress } from "@/server/http/client-address";
import { hasCodes } from "@/ui/emoji/short-names";
import { describeKind, saysOnlyNames } from "@/ui/message/files/describe-file";
import { parseBlocks } from "@/lib/markdown/parse-blocks";
import { toEditable, toTokens } from "@/ui/composer/mentions/mention-text";
import { createNameFinder } from "@/ui/composer/mentions/typed-names";
import { paintCode } from "@/ui/message/code/paint-code";
import { quoteBody } from "@/ui/message/quote";
import { channelsIn, nameAddresses } from "@/lib/channel-address";
import { toPlainText } from "@/ui/search/plain-text";
import { cutAround } from "@/ui/search/cut-around";
import {
  cleanQuery,
  explainWrong,
  finishFilter,
  readOpenFilter,
  readTerms,
} from "@/ui/search/search-terms";
import { matchWords } from "@/ui/switcher/match-words";
import { TopicText } from "@/ui/channel/topic-text";
import { describeDevice } from "@/ui/settings/describe-device";
import { coreTime } from "../support/core-time";

const LENGTH = 10_000;
/** Nothing takes more than some 50 ms; a machine that is busy otherwise takes a few times as long. */
const LIMIT_MS = 250;
/**
 * Each input is first read at a quarter of the length. What takes more than the limit at the full length takes more than
 * this at a quarter, even if it grows with the cube of the length; what takes less need not be read again.
 */
const GLANCE = LENGTH / 4;
const GLANCE_MS = LIMIT_MS / 4 ** 3;

const SIGNS = [..."*_~`[]()<>!|#&@.:/-+\\\n\t ,;='\"^?%aé", "😀", "\u200b", "\u200d", "\u0301"];
const FRAGMENTS = [
  ...[
    "https://",
    "http://a.",
    "www.",
    "a@b",
    "a.a",
    "@a",
    "mailto:",
    "<@",
    "<!channel>",
    "<https://",
  ],
  ...[
    "```",
    "``",
    "`a",
    "~~",
    "**",
    "__",
    "*a ",
    " *a",
    "a_",
    "![",
    "[a](",
    "[a](b)",
    '](b "',
    "[^",
  ],
  ...[
    "- ",
    "\n- ",
    "1. ",
    "\n> ",
    "> ",
    "|a",
    "|-",
    "|\n",
    "\n\n",
    "  \n",
    "\\\n",
    "&amp;",
    "&#",
    ":a:",
  ],
  ...['in:"', "aaaaaaa ", "\0", "\nparams: ", "\r\n"],
];

/** What somebody would write to make it slow: signs and pairs of them, over and over, and what never ends. */
function* inputs(length: number): Generator<string> {
  const fill = (text: string, to = length) => text.repeat(Math.ceil(to / text.length)).slice(0, to);
  const all = [...SIGNS, ...FRAGMENTS];
  for (const one of all) {
    yield fill(one);
    for (const end of ["@", "x", ">", ")", "\n"]) yield fill(one, length - 1) + end;
  }
  for (const one of SIGNS) for (const other of SIGNS) yield fill(one + other);
  for (const one of FRAGMENTS) {
    for (const other of FRAGMENTS) yield fill(one, length / 2) + fill(other, length / 2);
  }
  for (const mark of ["- ", "> ", "1. ", "[", "*a ", "("]) {
    const levels = Array.from({ length: 400 }, (_, depth) => `${" ".repeat(depth)}${mark}x`);
    yield levels.join("\n").slice(0, length);
  }
}

const LONG = [...inputs(LENGTH)];
const SHORT = [...inputs(GLANCE)];

const NAMES = createNameFinder([
  ["Olive", "id"],
  ["x x x x x x x x x x x x x x x x x x", "other"],
]);
const NOBODY = { person: () => undefined, channel: () => undefined };
const file = (name: string) => ({ id: "", name, type: "", size: 1, width: null, height: null });

/** All that reads what somebody else has written. */
const READERS: Record<string, (text: string) => unknown> = {
  "a body as Markdown": parseBlocks,
  "a body in letters alone": (text) => toPlainText(text, {}),
  "the words of a notification": (text) =>
    describeMessage(
      { author: { name: text, guest: false }, body: text, parentId: null },
      text,
      () => text,
      nameAddresses("acme", () => text),
    ),
  "the channels in a body": (text) => channelsIn(text, "acme"),
  "a body to be edited": (text) =>
    toEditable(
      text,
      () => undefined,
      NAMES,
      () => null,
    ),
  "a body to be sent": (text) => toTokens({ text, places: [] }, NAMES),
  "a quote": (text) => quoteBody(text, text),
  "short names of emoji": hasCodes,
  "what was found": (text) => cutAround(text, readTerms('a common "a b"')),
  "a query from an address": (text) =>
    [readTerms, explainWrong, readOpenFilter].map((read) => read(cleanQuery(text))),
  "a filter to be finished": (text) => finishFilter(text, "in:", "general"),
  "a name among others": (text) => matchWords("aaaaaaaaaaaaaaaaaaaaaaaaab", text),
  "a topic": (text) => TopicText({ children: text }),
  "the name of a file": (text) => [
    cleanName(text),
    describeKind(file(text)),
    saysOnlyNames(text, [file(text)]),
  ],
  "what a browser says of itself": describeDevice,
  "whom a message calls": mentionsIn,
  "where a name may stand": mentionPlaces,
  "code to be coloured": (text) => ["js", "html"].map((name) => paintCode(text, name)),
  "whether a message is one": (text) => messageBody.safeParse(text),
  "a search": (text) => parseSearch(text, "Europe/Berlin"),
  "the words of a message": (text) => writeWords(text, [text]),
  "a line of Slack's": (text) => convertText(text, NOBODY),
  "an origin": isSerialisedOrigin,
  "an address": (text) => resolveAddress(text, text.split(","), 2),
  "a cookie": (text) => readSessionToken(text, { secure: false, secret: "s" }),
  "where a push is taken": (text) => isPushEndpoint(`https://${text}`, ["*.push.test"]),
  "an error that quotes a statement": (text) =>
    serializeError(new Error(`failed\nparams: ${text}`)),
};

/** As much as a request may bring: whoever has no account may send it. */
const REQUEST_LENGTH = 120_000;
const INPUTS = {
  accountInput,
  newChannelInput,
  newMessageInput,
  lockGuestInput,
  auditQuery,
  searchQuery,
};

describe("what takes a bounded time whatever others have written", () => {
  it.each(Object.entries(READERS))(
    "%s",
    (_what, read) => {
      const slow: [number, string][] = [];
      for (const [n, text] of LONG.entries()) {
        if (coreTime(() => read(SHORT[n] ?? text)) < GLANCE_MS) continue;
        const took = coreTime(() => read(text));
        // Once more: it may have been the machine. A body that was parsed is remembered, so a line is put before it too.
        const isSlow = (again: string) => coreTime(() => read(again)) > LIMIT_MS;
        if (took > LIMIT_MS && (isSlow(text) || isSlow(`\n${text}`)))
          slow.push([took, text.slice(0, 12)]);
        if (slow.length > 2) break;
      }
      expect(slow).toEqual([]);
    },
    120_000,
  );

  it.each(Object.entries(INPUTS))("a whole request: %s", (_what, input) => {
    for (const sign of [...SIGNS, "\u0316\u0301", "a.", "a@a."]) {
      const text = `a${sign.repeat(REQUEST_LENGTH / sign.length)}x`;
      const fields = Object.fromEntries(Object.keys(input.shape).map((field) => [field, text]));
      expect(coreTime(() => input.safeParse(fields))).toBeLessThan(LIMIT_MS);
    }
  });
});
