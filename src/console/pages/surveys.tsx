import type { SurveyCount } from '../../ports/surveys.ts';

/** Of one question, so many answers are shown, the commonest. */
const MOST_VALUES = 10;

/** How customers answered the surveys of the desk; nothing where none was begun. */
export function Surveys({ counts }: { counts: readonly SurveyCount[] }) {
  const surveys = [...new Set(counts.map(({ survey }) => survey))];
  return (
    <>
      {surveys.map((survey) => (
        <Survey survey={survey} counts={counts.filter((one) => one.survey === survey)} />
      ))}
    </>
  );
}

function Survey({ survey, counts }: { survey: string; counts: readonly SurveyCount[] }) {
  const begun = counts.find(({ question }) => question === undefined)?.count ?? 0;
  const questions = [...new Set(counts.flatMap(({ question }) => question ?? []))];
  return (
    <section class="panel" data-part="survey">
      <h2>
        Survey <code>{survey}</code>
      </h2>
      <p class="facts">
        <span>begun {begun} ×</span>
      </p>
      <div class="scroll">
        <table>
          <thead>
            <tr>
              <th scope="col">Question</th>
              <th scope="col">Answer</th>
              <th scope="col">Times</th>
            </tr>
          </thead>
          <tbody>
            {questions.flatMap((question) =>
              counts
                .filter((one) => one.question === question)
                .slice(0, MOST_VALUES)
                .map(({ value, count }) => (
                  <tr>
                    <td>{question}</td>
                    <td dir="auto">{value}</td>
                    <td>{count}</td>
                  </tr>
                )),
            )}
          </tbody>
        </table>
      </div>
    </section>
  );
}
