import type { ImportCounts, ImportLeft } from "@/lib/api-types";
import { count } from "./count";
import { describeLeft } from "./describe-left";

/** How many lines of what was left out are shown at once. */
const OPEN_LINES = 8;

/** First the upload, whose progress is known. Then the import, whose duration is unknown. */
export function ImportProgress({ share }: { share: number }) {
  const percent = Math.floor(share * 100);
  const uploading = share < 1;
  return (
    <div className="mt-3">
      <p role="status" className="text-ink-soft text-meta">
        {uploading ? "Uploading" : "Importing. You can go on working meanwhile."}
      </p>
      <div
        role="progressbar"
        aria-label={uploading ? "Uploading the export" : "Importing"}
        aria-valuemin={0}
        aria-valuemax={100}
        {...(uploading && { "aria-valuenow": percent })}
        className="mt-1.5 h-[3px] overflow-hidden rounded-full bg-line"
      >
        <div
          className="h-full origin-left bg-accent transition-transform"
          style={{ transform: `scaleX(${share})` }}
        />
      </div>
      {uploading && <p className="nums mt-1 text-ink-faint text-meta">{percent} %</p>}
    </div>
  );
}

/** What was imported. Counts of zero are left out. */
export function ImportOutcome({ counts }: { counts: ImportCounts }) {
  const { channels, messages, people, skipped, left } = counts;
  const brought = [
    count(messages, "message", "messages"),
    count(channels, "new channel", "new channels"),
  ].filter((words) => words !== "");
  const nothing = channels + messages + people === 0;
  const stay = count(people, "person stays a name", "people stay names");
  const silent = count(skipped, "line", "lines");
  return (
    <div role="status" className="nums mt-3 text-pretty">
      <p className="font-medium">
        {nothing
          ? "Everything in this export is here already"
          : `Imported ${brought.join(" in ") || "names alone"}`}
      </p>
      {!nothing && (stay || silent) && (
        <p className="text-ink-soft text-meta">
          {stay && `${stay} without an account. `}
          {silent && `${silent} had nothing to show, such as who joined or left.`}
        </p>
      )}
      <LeftOut left={left} />
    </div>
  );
}

/** What the export has and could not be brought in: a long list is folded. */
function LeftOut({ left }: { left: ImportLeft[] }) {
  if (left.length === 0) return null;
  return (
    <details open={left.length <= OPEN_LINES} className="mt-2 text-ink-soft text-meta">
      <summary className="cursor-pointer">Not brought in</summary>
      <ul className="mt-1 max-h-64 list-disc overflow-y-auto ps-5">
        {left.map((one) => (
          <li key={`${one.what} ${one.where}`} className="break-words">
            {describeLeft(one)}
          </li>
        ))}
      </ul>
    </details>
  );
}
