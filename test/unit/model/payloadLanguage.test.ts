import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { payloadLanguage } from '../../../src/model/payloadLanguage.ts';

function languageOf(text: string, contentType: string | null = null): string {
  return payloadLanguage(text, contentType).id;
}

describe("a payload's language", () => {
  it('is JSON where it parses as JSON, whatever the response says', () => {
    assert.equal(languageOf('{"a":1}'), 'json');
    assert.equal(languageOf('[1]', 'text/html'), 'json');
  });

  it('is else what the response says', () => {
    assert.equal(languageOf('{"a":1} // one', 'application/json'), 'jsonc');
    assert.equal(languageOf('{"a":1} // one', 'application/ld+json; charset=utf-8'), 'jsonc');
    assert.equal(languageOf('<p>', 'Text/HTML;charset=utf-8'), 'html');
    assert.equal(languageOf('<a/>', 'application/atom+xml'), 'xml');
    assert.equal(languageOf('let a = 1', 'text/javascript'), 'javascript');
    assert.equal(languageOf('let a = 1', 'application/x-javascript'), 'javascript');
    assert.equal(languageOf('a { }', 'text/css'), 'css');
    assert.equal(languageOf('a: b', 'application/yaml'), 'yaml');
    assert.equal(languageOf('a: b', 'text/x-yaml'), 'yaml');
    assert.equal(languageOf('# a', 'text/markdown'), 'markdown');
  });

  it('is told by its beginning where the response says nothing of it', () => {
    assert.equal(languageOf('<!doctype html><title>x</title>'), 'html');
    assert.equal(languageOf('  <?xml version="1.0"?><a/>', 'text/plain'), 'xml');
    assert.equal(languageOf('<tick price="1"/>'), 'xml');
    assert.equal(languageOf('<3 this'), 'plaintext');
    assert.equal(languageOf('plain words'), 'plaintext');
    assert.equal(languageOf(''), 'plaintext');
  });
});
