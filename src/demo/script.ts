import { addHours, subBusinessDays, subMinutes } from "date-fns";

/** What was said in a channel. */
export interface ChannelScript {
  name: string;
  topic: string;
  visibility: "public" | "private";
  /** First names of the members who sit there; everyone when left out. */
  people?: string[];
  /**
   * One list for each working day, the last one for today: it is told at any hour, and names none. A line is `09:04 Ines: words`; `>` before the
   * name makes it a reply to the last line without one; `{👍 Luca Hana}` at the end are reactions.
   */
  days: string[][];
}

export interface DemoLine {
  author: string;
  body: string;
  at: Date;
  /** Index of the line that this one answers. */
  parent: number | null;
  /** First names by emoji. */
  reactions: Record<string, string[]>;
}

const LINE = /^(\d\d):(\d\d) (> )?(\w+): (.+?)((?: \{[^{}]+\})*)$/su;
const REACTION = /\{(\S+) ([^{}]+)\}/gu;
/** Today's last line was written so long ago. */
const JUST_NOW_MIN = 2;

/** Puts times to the scripts: working days at their hours, today's lines shortly before `now`. */
export function writeScripts(scripts: ChannelScript[], now: Date): Map<string, DemoLine[]> {
  const latest = Math.max(...scripts.flatMap(({ days }) => (days.at(-1) ?? []).map(minuteOf)));
  const todayBegins = subMinutes(now, latest + JUST_NOW_MIN);
  return new Map(scripts.map((script) => [script.name, writeScript(script, todayBegins, now)]));
}

/** An hour of the working day that lies so many working days back. */
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
