import type { Context } from 'hono';
import type { ArticleMatch } from '../domain/analysis.ts';
import type { ContentDiagnostic, DeskContent } from '../domain/content.ts';
import type { Attachment } from '../domain/message.ts';
import type { Policy } from '../domain/policy.ts';
import type { SavedReply } from '../domain/saved-reply.ts';
import type { ServiceLevels } from '../domain/sla/service-levels.ts';
import type { StaffMember } from '../domain/staff.ts';
import type { Engine } from '../engine/engine.ts';
import type { ReportRequest } from '../insights/create-report.ts';
import type { Report } from '../insights/report.ts';
import type { Clock } from '../ports/clock.ts';
import type { Forecasts } from '../ports/forecasts.ts';
import type { PubSub } from '../ports/pubsub.ts';
import type { Store } from '../ports/store.ts';
import type { ConfidenceService } from '../staff/confidence.ts';
import type { Roster } from '../staff/roster.ts';

export interface ConsoleOptions {
  engine: Engine;
  roster: Roster;
  confidence: ConfidenceService;
  store: Store;
  pubsub: PubSub;
  clock: Clock;
  /** Makes a report; rejects with what to do about it where it cannot. */
  report(request: Omit<ReportRequest, 'now'>): Promise<Report>;
  /** What is known of what is to come; undefined where nothing is. */
  forecasts: Forecasts | undefined;
  policy(): Policy;
  /** What the desk promises, and by which hours. */
  serviceLevels(): ServiceLevels;
  content: {
    /** The content in force. */
    current(): DeskContent;
    /** What is wrong with the files as they are now. */
    problems(): ContentDiagnostic[];
  };
  savedReplies(): readonly SavedReply[];
  /** The channels customers may come by. */
  channels(): string[];
  search(query: string, locale: string, top: number): Promise<ArticleMatch[]>;
  /**
   * CommonMark as HTML that is safe to show: no raw HTML, no links but to web and mail addresses and the help articles of a
   * locale; with `lineBreaks`, single line breaks show.
   */
  renderMarkdown(text: string, context: { locale: string; lineBreaks?: boolean }): string;
  /** A file of a message, streamed from where it is kept. */
  fileResponse(attachment: Attachment): Promise<Response>;
  /** Who sends a request, as limits count them; undefined where clients cannot be told apart. */
  clientOf(c: Context): string | undefined;
  /** Whether browsers reach the desk over HTTPS only. */
  secureCookies: boolean;
  /** Where browsers reach the desk, as behind a proxy; undefined where only the address they ask at counts. */
  publicOrigin: string | undefined;
}

/** What each request of a signed-in staff member carries. */
export interface ConsoleEnv {
  Variables: {
    staff: StaffMember;
    sessionSecret: string;
    /** What every form of this session must carry. */
    formToken: string;
  };
}

/** Where the console is mounted. */
export const CONSOLE_PATH = '/console';
