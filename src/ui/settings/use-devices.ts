"use client";

import { useCallback, useEffect, useState } from "react";
import { describeFailure, request } from "@/ui/request";

/** A session, as better-auth lists it. */
export interface Device {
  id: string;
  token: string;
  userAgent: string | null;
  ipAddress: string | null;
  createdAt: string;
  updatedAt: string;
}

/** The sessions of the user, the one of this device first. */
export function useDevices() {
  const [devices, setDevices] = useState<Device[] | null>(null);
  const [current, setCurrent] = useState<string | null>(null);
  const [failure, setFailure] = useState<string | null>(null);

  const load = useCallback(async () => {
    try {
      const [found, mine] = await Promise.all([
        request<Device[]>("GET", "/api/auth/list-sessions"),
        request<{ session: Device } | null>("GET", "/api/auth/get-session"),
      ]);
      const id = mine?.session.id ?? null;
      setCurrent(id);
      setDevices(found.toSorted((a, b) => compare(a, b, id)));
      setFailure(null);
    } catch (cause) {
      setFailure(describeFailure(cause));
    }
  }, []);

  useEffect(() => void load(), [load]);
  return { devices, current, failure, load };
}

function compare(a: Device, b: Device, current: string | null): number {
  if (a.id === current || b.id === current) return a.id === current ? -1 : 1;
  return Date.parse(b.updatedAt) - Date.parse(a.updatedAt);
}
