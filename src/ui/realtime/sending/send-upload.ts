import type { ErrorBody, MessageFile } from "@/lib/api-types";

export interface SentUpload {
  /** @throws Error with a sentence for people */
  file: Promise<MessageFile>;
  cancel(): void;
}

const BROKEN_OFF = "The upload broke off";
const BROKEN = "The server could not take it just now";

/** Uploads one file. It uses `XMLHttpRequest`, as `fetch` reports no upload progress. */
export function sendUpload(
  channelId: string,
  file: File,
  onProgress: (share: number) => void,
): SentUpload {
  const xhr = new XMLHttpRequest();
  const taken = new Promise<MessageFile>((resolve, reject) => {
    xhr.upload.addEventListener("progress", ({ lengthComputable, loaded, total }) => {
      if (lengthComputable && total > 0) onProgress(loaded / total);
    });
    xhr.addEventListener("load", () => {
      const body = readBody(xhr.responseText);
      if (xhr.status === 201 && body.file) resolve(body.file);
      else reject(new Error(body.error ?? BROKEN));
    });
    xhr.addEventListener("error", () => reject(new Error(BROKEN_OFF)));
  });
  const name = encodeURIComponent(file.name.toWellFormed().slice(-255).toWellFormed());
  xhr.open("POST", `/api/channels/${channelId}/files?name=${name}`);
  xhr.setRequestHeader("content-type", "application/octet-stream");
  xhr.send(file);
  return { file: taken, cancel: () => xhr.abort() };
}

function readBody(text: string): Partial<ErrorBody> & { file?: MessageFile } {
  try {
    return JSON.parse(text) as Partial<ErrorBody> & { file?: MessageFile };
  } catch {
    return {};
  }
}
