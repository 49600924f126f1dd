"use client";

import { Laptop, Smartphone } from "lucide-react";
import { signOut } from "@/ui/gate/sign-out";
import { Badge } from "@/ui/primitives/badge";
import { Button } from "@/ui/primitives/button";
import { Skeleton } from "@/ui/primitives/skeleton";
import { Time } from "@/ui/primitives/time";
import { toast } from "@/ui/primitives/toast";
import { RetryAlert } from "@/ui/primitives/retry-alert";
import { describeFailure, request } from "@/ui/request";
import { useAction } from "@/ui/use-action";
import { describeDevice } from "./describe-device";
import { Section } from "./section";
import { type Device, useDevices } from "./use-devices";

/** The devices that are signed in, with a button to sign out each. */
export function DevicesSection() {
  const { devices, current, failure, load } = useDevices();
  const { run, busy } = useAction(async (path: string, body: object) => {
    try {
      await request("POST", path, body);
    } catch (cause) {
      toast.error("That device is still signed in", { description: describeFailure(cause) });
    }
    await load();
  });
  return (
    <Section title="Devices" lead="Signing a device out cuts its connections at once.">
      {failure && <RetryAlert className="mb-3" failure={failure} onRetry={() => void load()} />}
      {!devices && !failure && <Skeleton className="h-14" />}
      {devices && (
        <ul aria-label="Signed-in devices" className="rounded-lg border bg-raised">
          {devices.map((device) => (
            <DeviceRow
              key={device.id}
              device={device}
              here={device.id === current}
              busy={busy}
              onSignOut={() => void run("/api/auth/revoke-session", { token: device.token })}
            />
          ))}
        </ul>
      )}
      <div className="mt-4 flex flex-wrap gap-2">
        <Button onClick={() => void signOut()}>Sign out</Button>
        {devices && devices.length > 1 && (
          <Button busy={busy} onClick={() => void run("/api/auth/revoke-other-sessions", {})}>
            Sign out all other devices
          </Button>
        )}
      </div>
    </Section>
  );
}

interface DeviceRowProps {
  device: Device;
  here: boolean;
  busy: boolean;
  onSignOut: () => void;
}

function DeviceRow({ device, here, busy, onSignOut }: DeviceRowProps) {
  const name = describeDevice(device.userAgent);
  const Icon = /iPhone|iPad|Android/.test(name) ? Smartphone : Laptop;
  return (
    <li className="flex items-center gap-3 border-b px-3.5 py-2.5 last:border-b-0">
      <Icon aria-hidden className="size-5 shrink-0 stroke-[1.5] text-ink-faint" />
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-x-2 font-medium">
          {name}
          {here && <Badge tone="accent">This device</Badge>}
        </p>
        <p className="nums truncate text-ink-faint text-meta">
          {device.ipAddress && `${device.ipAddress} · `}signed in <Time at={device.createdAt} />
        </p>
      </div>
      {!here && (
        <Button size="small" disabled={busy} onClick={onSignOut}>
          Sign out
          <span className="sr-only"> {name}</span>
        </Button>
      )}
    </li>
  );
}
