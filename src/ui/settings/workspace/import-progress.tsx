import type { ImportCounts } from "@/lib/api-types";

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
  const { channels, messages, people, skipped } = counts;
  const brought = [
    count(messages, "message", "messages"),
    count(channels, "new channel", "new channels"),
  ].filter((words) => words !== "");
  const nothing = channels + messages + people === 0;
  const stay = count(people, "person stays a name", "people stay names");
  const left = count(skipped, "line", "lines");
  return (
    <div role="status" className="nums mt-3 text-pretty">
      <p className="font-medium">
        {nothing
          ? "Everything in this export is here already"
          : `Imported ${brought.join(" in ") || "names alone"}`}
      </p>
      {!nothing && (stay || left) && (
        <p className="text-ink-soft text-meta">
          {stay && `${stay} without an account. `}
          {left && `${left} had nothing to show, such as who joined or left.`}
        </p>
      )}
    </div>
  );
}

function count(number: number, one: string, many: string): string {
  if (number === 0) return "";
  return `${number.toLocaleString("en")} ${number === 1 ? one : many}`;
}
