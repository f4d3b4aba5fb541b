import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { addressParts, headerParts, withoutSecrets } from '../../../src/model/secrets.ts';

function masked(address: string): string {
  return withoutSecrets(addressParts(address), '•');
}

describe('secrets', () => {
  it('are the values of query parameters that let someone in, in any spelling', () => {
    assert.equal(
      masked('wss://a.example/feed?symbol=ACME&access_token=abc'),
      'wss://a.example/feed?symbol=ACME&access_token=•',
    );
    assert.equal(
      masked('http://a/?api_key=1&apiKey=2&X-Amz-Signature=3&client%5Fsecret=4&sid=5&token=6#part'),
      'http://a/?api_key=•&apiKey=•&X-Amz-Signature=•&client%5Fsecret=•&sid=•&token=•#part',
    );
    assert.equal(masked('/ticks?token=a%26b HTTP/1.1'), '/ticks?token=• HTTP/1.1');
  });

  it('are not positions, which some APIs call tokens, nor words that only contain one', () => {
    for (const address of [
      'http://a/?pageToken=2&next_token=3&since=4',
      'http://a/?keyboard=1&tokens=2&author=3',
      'http://a/token/secret?x=y',
      'http://a/?token=&token',
      'http://a/?%zz=1',
    ]) {
      assert.equal(masked(address), address);
    }
  });

  it('are passwords in an address', () => {
    assert.equal(masked('http://me:pass@a.example/?x=1'), 'http://me:•@a.example/?x=1');
    assert.equal(masked('http://a.example:8080/@x:y@'), 'http://a.example:8080/@x:y@');
  });

  it('are whole values of some header fields, and parts of those that hold an address', () => {
    const of = (name: string, value: string): string => withoutSecrets(headerParts(name, value), '•');
    assert.equal(of('Authorization', 'Bearer abc'), '•');
    assert.equal(of('Location', '/next?token=abc&n=1'), '/next?token=•&n=1');
    assert.equal(of('Accept', 'a/b?token=abc'), 'a/b?token=abc');
  });

  it('lose nothing of the text around them', () => {
    const address = 'https://me:pw@a/?token=1&b=2&key=3#x';
    assert.equal(
      addressParts(address)
        .map(({ text }) => text)
        .join(''),
      address,
    );
  });
});
