/** A real headless Chromium, and pages that keep account of everything that should not happen on them. */

import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

export function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: '/usr/bin/chromium', args: FLAGS });
}

/** A page of a browser context of its own, as of another person. */
export interface WatchedPage {
  page: Page;
  /** Dialogs, script errors and violations of the content security policy, in order. */
  troubles: string[];
  close(): Promise<void>;
}

/** Opens an empty page; `troubles` fills while it is used. */
export async function openPage(browser: Browser, options: BrowserContextOptions = {}): Promise<WatchedPage> {
  const context = await browser.newContext({ locale: 'en-GB', ...options });
  const page = await context.newPage();
  const troubles: string[] = [];
  page.on('dialog', (dialog) => {
    troubles.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('pageerror', (error) => troubles.push(`script error: ${error.message}`));
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) troubles.push(message.text());
  });
  return { page, troubles, close: () => context.close() };
}

/** Fields, buttons, links and images on a page that nobody could name by hearing, as HTML. */
export function unnamedControls(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(FIND_UNNAMED);
}

const FIND_UNNAMED = `
  const controls = 'button, a[href], input:not([type="hidden"]), select, textarea, img, [role="img"], form.choices';
  const isNamed = (element) =>
    element.getAttribute('aria-label')?.trim() ||
    element.hasAttribute('alt') ||
    element.textContent.trim() ||
    element.labels?.length > 0;
  [...document.querySelectorAll(controls)].filter((element) => !isNamed(element)).map((element) => element.outerHTML);
`;
