import { describe, expect, test } from 'vitest';
import { isAnimatedWebp, nameFile, typeContent } from './type-content.ts';

const latin = (text: string) => Buffer.from(text, 'latin1');
const box = (brand: string) => Buffer.concat([Buffer.from([0, 0, 0, 24]), latin(`ftyp${brand}`), Buffer.alloc(12)]);
const zip = (...names: string[]) => Buffer.concat([latin('PK\x03\x04'), latin(['[Content_Types].xml', ...names].join('\0'))]);
const compound = (stream: string) => Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(512), Buffer.from(stream, 'utf16le')]);
const office = 'application/vnd.openxmlformats-officedocument';

describe('a file is what its bytes say', () => {
  test.each([
    ['image/jpeg', Buffer.from('ffd8ffe000104a46', 'hex')],
    ['image/png', Buffer.from('89504e470d0a1a0a0000000d', 'hex')],
    ['image/gif', latin('GIF89a\x01\x00')],
    ['image/webp', latin('RIFF\x00\x00\x00\x00WEBPVP8 ')],
    ['image/heic', box('heic')],
    ['video/mp4', box('isom')],
    ['video/mp4', box('mp42')],
    ['video/3gpp', box('3gp4')],
    ['video/quicktime', box('qt  ')],
    ['audio/mp4', box('M4A ')],
    ['audio/ogg', latin('OggS\x00\x02rest')],
    ['audio/amr', latin('#!AMR\n')],
    ['audio/mpeg', latin('ID3\x04\x00')],
    ['audio/mpeg', Buffer.from('fffb9064', 'hex')],
    ['audio/aac', Buffer.from('fff15080', 'hex')],
    ['application/pdf', latin('%PDF-1.7\n')],
    [`${office}.wordprocessingml.document`, zip('word/document.xml')],
    [`${office}.spreadsheetml.sheet`, zip('xl/workbook.xml')],
    [`${office}.presentationml.presentation`, zip('ppt/presentation.xml')],
    ['application/msword', compound('WordDocument')],
    ['application/vnd.ms-excel', compound('Workbook')],
    ['application/zip', latin('PK\x03\x04other')],
    ['text/plain', Buffer.from('Camisa talle á\n')],
    ['application/octet-stream', latin('MZ\x90\x00\x03')],
    ['application/octet-stream', Buffer.alloc(0)],
    ['application/octet-stream', Buffer.from('ff', 'hex')],
  ])('%s', (mimeType, bytes) => {
    expect(typeContent(bytes).mimeType).toBe(mimeType);
  });

  test.each(['<!doctype html><script>alert(1)</script>', '<svg xmlns="http://www.w3.org/2000/svg"/>', '{"a":1}', '#!/bin/sh\nrm'])('what a browser or a machine would run is only text: %s', (text) => {
    expect(typeContent(Buffer.from(text)).mimeType).toBe('text/plain');
  });

  test('a sticker that moves is told from one that does not', () => {
    const webp = (flags: number) => Buffer.concat([latin('RIFF\x00\x00\x00\x00WEBPVP8X\x0a\x00\x00\x00'), Buffer.from([flags, 0, 0, 0])]);
    expect([isAnimatedWebp(webp(0x02)), isAnimatedWebp(webp(0x10))]).toEqual([true, false]);
  });
});

describe('a name', () => {
  test.each([
    ['Factura Nº 12.pdf', 'application/pdf', 'Factura Nº 12.pdf'],
    ['foto.JPEG', 'image/jpeg', 'foto.JPEG'],
    ['page.html', 'text/plain', 'page.html.txt'],
    ['factura.pdf.exe', 'application/pdf', 'factura.pdf.exe.pdf'],
    ['../../etc/passwd', 'text/plain', 'etc passwd.txt'],
    ['a"b\r\nset-cookie: x', 'image/png', 'a b set-cookie x.png'],
    ['\u202egpj.exe', 'image/jpeg', 'gpj.exe.jpg'],
    [null, 'audio/ogg', 'file.ogg'],
    ['', 'application/octet-stream', 'file.bin'],
  ])('%s of type %s becomes %s', (wished, mimeType, name) => {
    expect(nameFile(wished, mimeType)).toBe(name);
  });

  test('is never longer than a system takes', () => {
    expect(nameFile(`${'ñ'.repeat(1000)}.png`, 'image/png').length).toBeLessThan(130);
  });
});
