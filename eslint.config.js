import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

const typed = ['src/**/*.ts', 'src/**/*.svelte', 'workers/**/*.ts', 'tests/**/*.ts', '*.ts'];
const svelteFiles = ['**/*.svelte', '**/*.svelte.ts', '**/*.svelte.js'];

export default ts.config(
  {
    ignores: ['node_modules/', '.svelte-kit/', 'build/', 'dist/', 'static/', 'test-results/', 'tests/bench/data/'],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  ts.configs.recommended,
  svelte.configs.recommended,
  prettier,
  svelte.configs.prettier,
  {
    languageOptions: { globals: { ...globals.browser, ...globals.node } },
    rules: {
      eqeqeq: 'error',
      'no-eval': 'error',
      'no-new-func': 'error',
      'no-restricted-syntax': [
        'error',
        {
          selector: 'CatchClause[body.body.length=0]',
          message: 'An error caught is an error answered: return a problem, or let it through.',
        },
      ],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-empty-object-type': ['error', { allowWithName: '^Kinds$' }],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrors: 'all' },
      ],
      // Files hold control characters, and the readers look for them.
      'no-control-regex': 'off',
      // Playwright reads what a fixture needs from its first parameter's pattern.
      'no-empty-pattern': ['error', { allowObjectPatternsAsParameters: true }],
      // TypeScript knows every name, and the types of the DOM that ESLint's list lacks.
      'no-undef': 'off',
    },
  },
  { files: ['**/*.js', '**/*.mjs'], rules: { 'no-undef': 'error' } },
  {
    files: typed,
    // SvelteKit leaves the service worker out of the page's program: it is another realm.
    ignores: ['src/service-worker.ts'],
    languageOptions: {
      parserOptions: { projectService: true, extraFileExtensions: ['.svelte'], tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
    },
  },
  {
    files: svelteFiles,
    languageOptions: { parserOptions: { parser: ts.parser, svelteConfig } },
    rules: {
      'svelte/no-at-html-tags': 'error',
      'svelte/require-each-key': 'error',
      // State is immutable values in $state.raw: a Map, Date or URL in it is never changed in place.
      'svelte/prefer-svelte-reactivity': 'off',
      // Addresses are relative to the page: the site runs from any folder.
      'svelte/no-navigation-without-resolve': 'off',
    },
  },
  {
    files: ['src/**', 'workers/**'],
    ignores: ['src/cli/**'],
    rules: { 'no-console': 'error' },
  },
  {
    // The type of a kind whose own types stay in its folder has to be `any`: its parameters are used both ways.
    files: ['src/analyses/kind.ts'],
    rules: { '@typescript-eslint/no-explicit-any': 'off' },
  },
);
