import { PEOPLE, GUESTS } from "./cast";

export interface DemoMessage {
  author: string;
  body: string;
  minutesAgo: number;
  /** Index of the message that this one answers. */
  replyTo: number | null;
  reactions: [emoji: string, names: string[]][];
}

/** How often the script of a channel is played, so that there is something to scroll through. */
const ROUNDS = 6;
const EMOJI = ["👍", "🎉", "👀", "❤️", "🙌"];

/** Turns a channel's script into messages spread over the last days, newest a few minutes ago. */
export function writeLines(channel: string, lines: string[]): DemoMessage[] {
  const written: DemoMessage[] = [];
  const total = lines.length * ROUNDS;
  for (let round = 0; round < ROUNDS; round++) {
    let opener: number | null = null;
    for (const line of lines) {
      const isReply = line.startsWith("> ");
      const [first = "", ...words] = (isReply ? line.slice(2) : line).split(": ");
      if (!isReply) opener = written.length;
      written.push({
        author: fullName(first),
        body: words.join(": "),
        minutesAgo: minutesAgo(total - written.length, round, channel),
        replyTo: isReply ? opener : null,
        reactions: react(written.length, channel),
      });
    }
  }
  return written;
}

/** Within a round minutes apart, between rounds a day. */
function minutesAgo(fromEnd: number, round: number, channel: string): number {
  return fromEnd * 4 + (ROUNDS - 1 - round) * 24 * 60 + channel.length;
}

function react(index: number, channel: string): DemoMessage["reactions"] {
  if (channel === "leads" || (index * 7 + channel.length) % 5 !== 0) return [];
  const emoji = EMOJI[index % EMOJI.length] ?? "👍";
  const names = PEOPLE.slice(1 + (index % 4), 3 + (index % 6)).map((person) => person.name);
  return names.length > 0 ? [[emoji, names]] : [];
}

function fullName(first: string): string {
  const found = [...PEOPLE, ...GUESTS].find((person) => person.name.startsWith(`${first} `));
  if (!found) throw new Error(`nobody in the demo is called ${first}`);
  return found.name;
}
