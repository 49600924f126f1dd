import type { ErrorBody, ImportCounts } from "@/lib/api-types";
import { RequestFailed } from "@/ui/request";

const BROKEN_OFF =
  "The connection broke off. What was imported until then stays; send the file again and it goes on from there.";
const BROKEN =
  "The server did not say what became of it. Send the file again: nothing is imported twice.";

/**
 * Uploads an export. It uses `XMLHttpRequest`, as `fetch` reports no upload progress.
 * @param onProgress gets the share that the server has received, from 0 to 1
 * @throws RequestFailed with a sentence for people
 */
export function sendImport(
  slug: string,
  file: File,
  onProgress: (share: number) => void,
): Promise<ImportCounts> {
  const xhr = new XMLHttpRequest();
  return new Promise((resolve, reject) => {
    xhr.upload.addEventListener("progress", ({ lengthComputable, loaded, total }) => {
      if (lengthComputable && total > 0) onProgress(loaded / total);
    });
    xhr.upload.addEventListener("load", () => onProgress(1));
    xhr.addEventListener("load", () => {
      const body = readBody(xhr.responseText);
      if (xhr.status === 200 && body.channels !== undefined) return resolve(body as ImportCounts);
      reject(new RequestFailed(body.error ?? BROKEN, body.code ?? "UNKNOWN", xhr.status));
    });
    xhr.addEventListener("error", () => reject(new RequestFailed(BROKEN_OFF, "OFFLINE")));
    xhr.open("POST", `/api/workspaces/${encodeURIComponent(slug)}/import`);
    xhr.setRequestHeader("content-type", "application/zip");
    xhr.send(file);
  });
}

function readBody(text: string): Partial<ErrorBody> & Partial<ImportCounts> {
  try {
    return JSON.parse(text) as Partial<ErrorBody> & Partial<ImportCounts>;
  } catch {
    return {};
  }
}
