import { existsSync } from 'node:fs';

/** Takes variables from `.env` in the current folder, where there is one; what is set already stays. */
export function loadEnvironmentFile(): void {
  if (existsSync('.env')) process.loadEnvFile('.env');
}
