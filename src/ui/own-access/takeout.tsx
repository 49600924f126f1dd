"use client";

import { Download } from "lucide-react";
import type { OwnAccess } from "@/lib/api-types";
import { Alert } from "@/ui/primitives/alert";
import { Button } from "@/ui/primitives/button";
import { useRealtime } from "@/ui/realtime/realtime-provider";
import { RequestFailed, request } from "@/ui/request";
import { useAction } from "@/ui/use-action";

/**
 * Downloads what the guest wrote. A browser says only "failed" of a download that is refused, so what can be known is
 * asked first. What is refused all the same is answered by a page with the reason.
 */
export function Takeout({ allowed }: { allowed: boolean }) {
  const { workspace } = useRealtime();
  const base = `/api/workspaces/${encodeURIComponent(workspace.slug)}`;
  const path = `${base}/takeout`;
  const notOffered = `${workspace.name} does not offer this. Ask the person who invited you.`;
  const { run, busy, failure } = useAction(async () => {
    const { access } = await request<{ access: OwnAccess }>("GET", `${base}/access`);
    if (!access.takeout) throw new RequestFailed(notOffered, "FORBIDDEN");
    window.location.assign(path);
  });
  if (!allowed) return notOffered;
  return (
    <>
      <p className="text-ink-soft">
        Your own messages and files from the channels above, in one ZIP. Admins see that you took
        it. Do it while you have access: afterwards it is not possible.
      </p>
      {failure && <Alert className="mt-2">{failure.message}</Alert>}
      <Button asChild className="mt-2">
        <a
          href={path}
          aria-busy={busy}
          onClick={(event) => {
            event.preventDefault();
            void run();
          }}
        >
          <Download aria-hidden />
          Download
        </a>
      </Button>
    </>
  );
}
