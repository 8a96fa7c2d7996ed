export function ensureSystemPackages(): void;
export function runApt(args: string[], command?: string, timeoutSeconds?: number): void;
