import MarkdownIt from 'markdown-it';

/** What a text is shown as part of. */
export interface MarkdownContext {
  /** A link to a bare name, as in `[returns](return-item)`, leads to the help article of this name in this locale. */
  locale: string;
  /** Whether a single line break shows, as people who write messages expect; CommonMark makes it a space. */
  lineBreaks?: boolean;
}

const SAFE_LINK = /^(?:https?:|mailto:|\/(?!\/)|[#?]|[^:]*$)/i;
const ARTICLE_LINK = /^[a-z0-9][a-z0-9-]*$/;
const OUTWARD_LINK = /^https?:/i;

const markdown = new MarkdownIt({ html: false, linkify: true });
markdown.validateLink = (url) => SAFE_LINK.test(url.trim()) && !url.trim().startsWith('//');

markdown.renderer.rules.link_open = (tokens, index, options, context, renderer) => {
  const token = tokens[index];
  const address = String(token?.attrGet('href'));
  const article = `/help/${encodeURIComponent(String(context?.locale))}/${address}`;
  if (ARTICLE_LINK.test(address)) token?.attrSet('href', article);
  if (OUTWARD_LINK.test(address)) token?.attrSet('target', '_blank');
  token?.attrSet('rel', 'noopener noreferrer nofollow');
  return renderer.renderToken(tokens, index, options);
};

markdown.renderer.rules.image = (tokens, index) => {
  const token = tokens[index];
  const address = escapeHtml(String(token?.attrGet('src') ?? ''));
  return `<a href="${address}" rel="noopener noreferrer nofollow" target="_blank">${escapeHtml(token?.content || address)}</a>`;
};

markdown.renderer.rules.softbreak = (_tokens, _index, _options, context) =>
  context?.lineBreaks === true ? '<br>\n' : '\n';

/**
 * CommonMark as HTML that is safe to show: raw HTML comes out as text, links lead to http(s), mailto and this site only, and
 * images become links to them, so that reading a message calls nobody else's server.
 */
export function renderMarkdown(text: string, context: MarkdownContext): string {
  return markdown.render(text, { ...context });
}

function escapeHtml(text: string): string {
  return markdown.utils.escapeHtml(text);
}
