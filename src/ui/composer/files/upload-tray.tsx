"use client";

import { late } from "@/ui/primitives/late";
import type { Upload } from "@/ui/realtime/sending/uploads";

/** Loaded with the first file. */
const UploadList = late(async () => (await import("./upload-list")).UploadList);

/** The files that will be sent with the message: their progress, and what to do about failed ones. */
export function UploadTray({ tray }: { tray: readonly Upload[] }) {
  const failed = tray.filter((one) => one.state === "failed");
  return (
    <>
      {tray.length > 0 && <UploadList tray={tray} />}
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
