"use client";

import { ImageUp } from "lucide-react";
import { useRouter } from "next/navigation";
import { type ReactNode, useRef } from "react";
import { Button } from "@/ui/primitives/button";
import { Alert } from "@/ui/primitives/alert";
import { toast } from "@/ui/primitives/toast";
import { request } from "@/ui/request";
import { useAction } from "@/ui/use-action";

interface PictureFieldProps {
  /** The path to which it is sent, and at which it is deleted. */
  path: string;
  /** What to call it: `picture` or `icon`. */
  noun: string;
  /** The present picture. */
  face: ReactNode;
  removable: boolean;
}

/** Chooses a picture, crops it and uploads it, or removes the present one. */
export function PictureField({ path, noun, face, removable }: PictureFieldProps) {
  const router = useRouter();
  const field = useRef<HTMLInputElement>(null);
  const { run, busy, failure } = useAction(async (file: File | null) => {
    await (file ? send(path, file) : request("DELETE", path));
    toast.success(file ? `The ${noun} is changed` : `The ${noun} is removed`);
    router.refresh();
  });
  return (
    <div className="flex items-center gap-4">
      {face}
      <div className="min-w-0">
        <div className="flex flex-wrap gap-2">
          <Button busy={busy} onClick={() => field.current?.click()}>
            <ImageUp aria-hidden />
            Choose {noun}
          </Button>
          {removable && (
            <Button variant="ghost" disabled={busy} onClick={() => void run(null)}>
              Remove {noun}
            </Button>
          )}
        </div>
        <input
          ref={field}
          type="file"
          accept="image/*"
          hidden
          onChange={({ target }) => {
            const [file] = target.files ?? [];
            // Without this, the browser would not report the same file again after a failure.
            target.value = "";
            if (file) void run(file);
          }}
        />
        {failure ? (
          <Alert className="mt-2">{failure.message}</Alert>
        ) : (
          <p role="status" className="mt-2 text-ink-faint text-meta">
            {busy ? "Saving" : "Cropped to a centred square."}
          </p>
        )}
      </div>
    </div>
  );
}

async function send(path: string, file: File): Promise<void> {
  const { cropPicture } = await import("./crop-picture");
  await request("PUT", path, await cropPicture(file));
}
