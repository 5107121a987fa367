import { ApiError } from '../api/http';
import { errorText } from '../model/errors';
import { useErrorMessage } from './feedback';
import { Icon } from './icons';

/** Why the server refused a form, field by field where it says so. */
export function FormFailure({ error }: { error: unknown }) {
  const message = useErrorMessage();
  if (error === null || error === undefined) {
    return null;
  }
  const fields = error instanceof ApiError ? error.fields : [];
  return (
    <div className="form-failure" role="alert">
      <Icon name="warning" />
      <div>
        <div>{message(errorText(error))}</div>
        {fields.length > 0 && (
          <ul>
            {fields.map(({ field, message: text }) => (
              <li key={field + text}>
                <strong>{field}</strong>: {text}
              </li>
            ))}
          </ul>
        )}
      </div>
    </div>
  );
}
