import type { Article, ContentDiagnostic, DeskContent, Intent, LocaleContent } from '../../domain/content.ts';
import { count } from '../../domain/staff-wording.ts';
import { type PageContext, renderPage } from './layout.tsx';

/** What the bot can say, and above it what is wrong with the files it says it from. */
export function renderContent(context: PageContext, content: DeskContent, problems: ContentDiagnostic[]) {
  const locales = Object.values(content.locales);
  return renderPage({
    context,
    section: 'content',
    title: 'Content',
    children: (
      <>
        <h1>Content</h1>
        <Problems problems={problems} />
        <p class="lead">
          Edit the files in <code>intents/</code> and <code>knowledge/</code>; a change is used as soon as it is saved
          and without a mistake.
        </p>
        {locales.map((locale) => (
          <Locale content={locale} />
        ))}
      </>
    ),
  });
}

function Problems({ problems }: { problems: ContentDiagnostic[] }) {
  if (problems.length === 0) return null;
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  return (
    <section class="panel problems" aria-label="Problems in content files">
      <h2>{errors > 0 ? 'The last good version is answering' : 'Worth a look'}</h2>
      <ul>
        {problems.map(({ file, line, severity, reason }) => (
          <li class={`content-problem ${severity}`}>
            <code>
              {file}:{line}
            </code>
            <span class="severity">{severity}</span>
            <bdi>{reason}</bdi>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Locale({ content }: { content: LocaleContent }) {
  const { locale, intents, articles } = content;
  return (
    <section class="panel" lang={locale}>
      <h2>
        {locale}{' '}
        <small lang="en">
          {count(intents.length, 'intent')}, {count(articles.length, 'article')}
        </small>
      </h2>
      <details open>
        <summary lang="en">Intents</summary>
        <Intents intents={intents} />
      </details>
      <details>
        <summary lang="en">Articles</summary>
        <Articles articles={articles} />
      </details>
    </section>
  );
}

function Intents({ intents }: { intents: Intent[] }) {
  return (
    <div class="scroll">
      <table>
        <thead lang="en">
          <tr>
            <th scope="col">Intent</th>
            <th scope="col">Category</th>
            <th scope="col">Importance</th>
            <th scope="col">Utterances</th>
            <th scope="col">Asks for</th>
            <th scope="col">Settled by</th>
          </tr>
        </thead>
        <tbody>
          {intents.map((intent) => (
            <tr>
              <th scope="row">
                <code>{intent.name}</code>
              </th>
              <td>{intent.category}</td>
              <td class="number">{intent.importance}</td>
              <td class="number" title={intent.utterances.slice(0, 5).join('\n')}>
                {intent.utterances.length}
              </td>
              <td>{intent.slots.map(({ name }) => name).join(', ')}</td>
              <td>{outcomeOf(intent)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function outcomeOf({ outcome }: Intent): string {
  switch (outcome.kind) {
    case 'answer':
      return outcome.variants === undefined ? 'an answer' : `one of ${outcome.variants.texts.length} answers`;
    case 'article':
      return `article ${outcome.articleId}`;
    case 'escalate':
      return 'people';
  }
}

function Articles({ articles }: { articles: Article[] }) {
  return (
    <div class="scroll">
      <table>
        <thead lang="en">
          <tr>
            <th scope="col">Article</th>
            <th scope="col">Title</th>
            <th scope="col">Category</th>
            <th scope="col">Tags</th>
            <th scope="col">Other questions</th>
            <th scope="col">Updated</th>
          </tr>
        </thead>
        <tbody>
          {articles.map(({ id, locale, title, category, audience, tags, alternates, updated }) => (
            <tr>
              <th scope="row">
                <code>{id}</code>
              </th>
              <td>
                {audience === 'staff' ? (
                  <>
                    <bdi>{title}</bdi> <small>for staff only</small>
                  </>
                ) : (
                  <a href={`/help/${encodeURIComponent(locale)}/${encodeURIComponent(id)}`}>
                    <bdi>{title}</bdi>
                  </a>
                )}
              </td>
              <td>{category}</td>
              <td>{tags.join(', ')}</td>
              <td class="number">{alternates.length}</td>
              <td class="number">{updated}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
