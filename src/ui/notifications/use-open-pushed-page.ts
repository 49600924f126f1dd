"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { useRealtime } from "@/ui/realtime/realtime-provider";

/** Opens the page that the service worker names when the user has clicked a push notification of this workspace. */
export function useOpenPushedPage(): void {
  const { workspace } = useRealtime();
  const router = useRouter();
  useEffect(() => {
    const worker = navigator.serviceWorker as ServiceWorkerContainer | undefined;
    const go = ({ data }: MessageEvent<{ open?: unknown } | null>) => {
      const path = data?.open;
      const here = `/w/${workspace.slug}/`;
      if (typeof path === "string" && path.startsWith(here)) router.push(path);
    };
    worker?.addEventListener("message", go);
    return () => worker?.removeEventListener("message", go);
  }, [router, workspace.slug]);
}
