import { addHours, subBusinessDays, subMinutes } from "date-fns";

/** The messages of a demo channel. */
export interface ChannelScript {
  name: string;
  topic: string;
  visibility: "public" | "private";
  /** The first names of the members in the channel. Undefined: all members. */
  people?: string[];
  /**
   * One list for each working day; the last one is today. A line is `09:04 Ines: text`. A `>` before the name makes it
   * an answer in the thread of the last line without one. `{👍 Luca Hana}` at the end are reactions. Today's lines are
   * moved so that they end shortly before the demo starts, so their text must not name a time.
   */
  days: string[][];
}

export interface DemoLine {
  author: string;
  body: string;
  at: Date;
  /** The index of the line that this one answers. */
  parent: number | null;
  /** First names by emoji. */
  reactions: Record<string, string[]>;
}

const LINE = /^(\d\d):(\d\d) (> )?(\w+): (.+?)((?: \{[^{}]+\})*)$/su;
const REACTION = /\{(\S+) ([^{}]+)\}/gu;
/** How long ago today's last line was written. */
const JUST_NOW_MINUTES = 2;

/**
 * Computes the time of every line: at its own time on an earlier working day, and shortly before `now` for today.
 * @returns the lines by channel name
 */
export function writeScripts(scripts: ChannelScript[], now: Date): Map<string, DemoLine[]> {
  const latest = Math.max(...scripts.flatMap(({ days }) => (days.at(-1) ?? []).map(minuteOf)));
  const todayBegins = subMinutes(now, latest + JUST_NOW_MINUTES);
  return new Map(scripts.map((script) => [script.name, writeScript(script, todayBegins, now)]));
}

/** A full hour of an earlier working day, in local time. */
export function hourOf(now: Date, daysBack: number, hour: number): Date {
  return addHours(startOf(subBusinessDays(now, daysBack)), hour);
}

function writeScript({ days }: ChannelScript, todayBegins: Date, now: Date): DemoLine[] {
  const lines: DemoLine[] = [];
  let opener: number | null = null;
  for (const [index, day] of days.entries()) {
    const back = days.length - 1 - index;
    const midnight = back === 0 ? todayBegins : hourOf(now, back, 0);
    for (const text of day) {
      const [, hour, minute, reply, author = "", body = "", reactions = ""] = LINE.exec(text) ?? [];
      if (!hour || !minute) throw new Error(`not a line of a script: ${text}`);
      if (!reply) opener = lines.length;
      lines.push({
        author,
        body,
        at: subMinutes(midnight, -(Number(hour) * 60 + Number(minute))),
        parent: reply ? opener : null,
        reactions: readReactions(reactions),
      });
    }
  }
  return lines;
}

function readReactions(text: string): Record<string, string[]> {
  const found = [...text.matchAll(REACTION)];
  return Object.fromEntries(found.map(([, emoji = "", names = ""]) => [emoji, names.split(" ")]));
}

function minuteOf(line: string): number {
  return Number(line.slice(0, 2)) * 60 + Number(line.slice(3, 5));
}

function startOf(day: Date): Date {
  return new Date(day.getFullYear(), day.getMonth(), day.getDate());
}
