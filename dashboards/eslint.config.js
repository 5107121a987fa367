import js from '@eslint/js';
import hooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

export default tseslint.config(
  { ignores: ['target/', 'node_modules/'] },
  js.configs.recommended,
  ...tseslint.configs.strict,
  {
    // Runs in Node and, in parts, in the page that it drives.
    files: ['dev/*.mjs'],
    rules: { 'no-undef': 'off' },
  },
  {
    // A service worker: a script of its own that is served as it is.
    files: ['public/*.js'],
    languageOptions: { sourceType: 'script', globals: { self: 'readonly' } },
  },
  {
    files: ['**/*.{ts,tsx}'],
    plugins: { 'react-hooks': hooks },
    rules: {
      ...hooks.configs.recommended.rules,
      eqeqeq: 'error',
      'no-console': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
    },
  },
);
