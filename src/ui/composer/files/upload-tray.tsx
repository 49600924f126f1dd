"use client";

import { Button } from "@/ui/primitives/button";
import { late } from "@/ui/primitives/late";
import { useRealtime } from "@/ui/realtime/realtime-provider";
import type { Upload } from "@/ui/realtime/sending/uploads";

/** Loaded with the first file. */
const UploadList = late(async () => (await import("./upload-list")).UploadList);

/** The files that will be sent with the message: their progress, and what to do about failed ones. */
export function UploadTray({ tray }: { tray: readonly Upload[] }) {
  const { uploads } = useRealtime();
  const failed = tray.filter((one) => one.state === "failed");
  // Without a network the list does not come, and the message must not wait for its buttons.
  const remove = failed.length > 0 && (
    <div className="px-2.5 pt-2.5">
      <Button size="small" onClick={() => failed.forEach(({ key }) => uploads.remove(key))}>
        Remove {count(failed.length)}
      </Button>
    </div>
  );
  return (
    <>
      {tray.length > 0 && <UploadList tray={tray} waiting={remove} />}
      <p
        role="status"
        className={failed.length > 0 ? "px-3 pt-2 text-ink-soft text-meta" : "sr-only"}
      >
        {failed.length > 0 ? describeFailed(failed) : describeTray(tray)}
      </p>
    </>
  );
}

/**
 * The message cannot be sent while a file has failed. This says what to do, as a disabled send button is easy to
 * overlook.
 */
function describeFailed(failed: readonly Upload[]): string {
  const them = failed.length === 1 ? "it" : "them";
  const again = failed.some((one) => !one.hopeless);
  const todo = again ? `Try again or remove ${them}` : `Remove ${them}`;
  return `${count(failed.length)} could not be uploaded. ${todo} to send the message.`;
}

function describeTray(tray: readonly Upload[]): string {
  if (tray.length === 0) return "";
  const done = tray.filter((one) => one.state === "done").length;
  if (done === tray.length) return `${count(done)} ready to send`;
  return `Uploading ${count(tray.length - done)}`;
}

const count = (files: number) => `${files} ${files === 1 ? "file" : "files"}`;
