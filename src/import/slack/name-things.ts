import type { ImportNames } from "./convert-message";
import { decode } from "./convert-text";
import { type ImportedPeople, nameInLine } from "./people";
import type { SlackExport } from "./read-export";

/** What a line calls a person or a group, beside its id. */
const LABELLED = /<(?:@|!subteam\^)([A-Z0-9]{1,32})\|([^<>\n]{1,80})>/g;
/** An export has the names of its own people. This is for those of others, and for groups. */
const MAX_LEARNED = 20_000;

/** The names of what is mentioned: first what the export lists, then what its lines say themselves. */
export function nameThings(people: ImportedPeople, { channels }: SlackExport): ImportNames {
  const open = channels.filter(({ visibility }) => visibility === "public");
  const channelNames = new Map(open.map(({ id, name }) => [id, name]));
  const learned = new Map<string, string>();
  const learn = (slackId: string | undefined, name: string | undefined) => {
    if (slackId === undefined || name === undefined || learned.size >= MAX_LEARNED) return;
    if (!people.has(slackId) && !learned.has(slackId)) learned.set(slackId, name);
  };
  return {
    person: (slackId) => {
      const found = people.get(slackId);
      return found && { name: found.name, memberId: found.member ? found.userId : null };
    },
    idOf: (slackId) => people.get(slackId)?.userId,
    channel: (slackId) => channelNames.get(slackId),
    label: (slackId) => learned.get(slackId),
    learn: (line) => {
      learn(line.user, nameInLine(line));
      for (const [, id, label = ""] of line.text.matchAll(LABELLED)) learn(id, decode(label));
    },
  };
}
