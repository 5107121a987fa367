import { InputNumber, type InputNumberProps } from 'antd';
import { useLanguage } from '../i18n';

/**
 * Takes a number as people of the language write it: 18,5 in Vietnamese. A point is understood too, as maps and data sheets have it; a
 * comma that is dropped would make 185 of it.
 */
export function NumberInput(props: InputNumberProps<number>) {
  return <InputNumber<number> decimalSeparator={useLanguage() === 'vi' ? ',' : '.'} {...props} />;
}
