"use client";

import { createContext } from "react";

/** Where the bytes of a file are, by its id. A page that shows somebody else's view has an address of its own. */
export const FileAddress = createContext((id: string) => `/api/files/${id}`);
