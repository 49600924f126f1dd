import type { ImportLeft } from "@/lib/api-types";
import { count } from "./count";

/** What could not be brought in, as a line of a list. */
export function describeLeft({ what, where, count: number }: ImportLeft): string {
  const place = where === "" ? "other places" : where;
  switch (what) {
    case "direct":
      return `${count(number, "direct conversation", "direct conversations")} (${place})`;
    case "channel":
      return `The channel ${place}: another channel has the same name`;
    case "folder":
      return `${count(number, "day", "days")} in the folder ${place}, which belongs to no channel`;
    case "day":
      return `${place}: this day is damaged. What can be read of it is here`;
    case "line":
      return `${count(number, "line", "lines")} of ${place} that cannot be read`;
    case "entry":
      return `${count(number, "entry", "entries")} of ${place} that cannot be read`;
    case "file":
      return where === "" ? count(number, "other file", "other files") : `The file ${place}`;
    case "attachment":
      return `${count(number, "attached file", "attached files")} in ${place}: the export has only the names`;
    case "reaction":
      return `${count(number, "reaction", "reactions")} with ${place}`;
    case "text":
      return `${count(number, "character", "characters")} of very long messages in ${place}`;
  }
}
