import type { ImportCounts } from "@/lib/api-types";

/** First the upload, of which is known how far it is; then the import, which takes as long as it takes. */
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

export function ImportOutcome({ counts }: { counts: ImportCounts }) {
  const { channels, messages, people, skipped } = counts;
  const nothing = channels + messages + people === 0;
  return (
    <div role="status" className="nums mt-3 text-pretty">
      <p className="font-medium">
        {nothing
          ? "Everything in this export is here already"
          : `Imported ${count(messages, "message", "messages")} in ${count(channels, "new channel", "new channels")}`}
      </p>
      {!nothing && (
        <p className="text-ink-soft text-meta">
          {count(people, "person stays a name", "people stay names")} without an account.{" "}
          {count(skipped, "line", "lines")} had nothing to show, such as who joined or left.
        </p>
      )}
    </div>
  );
}

function count(number: number, one: string, many: string): string {
  return `${number.toLocaleString("en")} ${number === 1 ? one : many}`;
}
